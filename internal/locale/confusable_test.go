package locale

import (
	"strings"
	"testing"
	"unicode"

	"github.com/ergochat/confusables"
)

// TestSkeleton replaces each letter of ids by every character that Unicode's table
// of confusables (UTS 39) calls like it, small or capital, in every script.
func TestSkeleton(t *testing.T) {
	like := map[rune][]rune{}
	for r := rune(0x21); r < 0x1fbff; r++ {
		if to := []rune(confusables.Skeleton(string(r))); len(to) == 1 && to[0] != r && to[0] < 0x80 && unicode.IsGraphic(r) {
			like[unicode.ToLower(to[0])] = append(like[unicode.ToLower(to[0])], r)
		}
	}
	tried := 0
	for _, id := range []string{"citizen.rights", "line.kind.trafficking", "exit.leave", "safety.device", "hours.always", "draft.mark", "imprint.adapted", "number", "dial", "hotlines", "senders", "quick_exit", "jqvwxyz.gk"} {
		want := Skeleton(id)
		for i, letter := range id {
			for _, r := range like[letter] {
				tried++
				if other := id[:i] + string(r) + id[i+1:]; Skeleton(other) != want {
					t.Errorf("%q (%U) is not read as %q: %q, not %q", other, r, id, Skeleton(other), want)
				}
			}
		}
	}
	if tried < 5000 {
		t.Errorf("only %d look-alikes were tried", tried)
	}
}

// TestSkeletonByScript: whole words in the letters of one script, and other words.
func TestSkeletonByScript(t *testing.T) {
	for word, others := range map[string][]string{
		"citizen.rights": {"CITIZEN.RIGHTS", "сitizеn.rights", "ϲιtιzεn.rιghts", "ｃｉｔｉｚｅｎ．ｒｉｇｈｔｓ", "𝐜𝐢𝐭𝐢𝐳𝐞𝐧.𝐫𝐢𝐠𝐡𝐭𝐬", "𝒸𝒾𝓉𝒾𝓏𝑒𝓃.𝓇𝒾𝑔𝒽𝓉𝓈", "c1t1zen.r1ghts", "citizen․rights", "ci\u200btizen.rights", "cítizen.ríghts", "ꮯitizen.rights", "ᴄɪᴛɪᴢᴇɴ.ʀɪɢʜᴛꜱ"},
		"hours.always":   {"հօսrs.always", "hоurs.аlwауs", "hours-always", "ℎours.always", "hourѕ.a1ways", "hours.alvvays"},
		"harm":           {"harrn"},
		"phone":          {"рhоnе", "ρhοnε", "ⲣⲏⲟⲛⲉ"[0:3] + "hone"},
		"ASTRA":          {"АЅТRА", "ΑSΤRΑ"},
	} {
		for _, other := range others {
			if Skeleton(word) != Skeleton(other) {
				t.Errorf("%q is not read as %q: %q, not %q", other, word, Skeleton(other), Skeleton(word))
			}
		}
	}
	for _, two := range [][2]string{{"citizen.rights", "citizen.right"}, {"hours.always", "hours.never"}, {"harbour.visit", "harbour.visits"}, {"Мира", "Мара"}} {
		if Skeleton(two[0]) == Skeleton(two[1]) {
			t.Errorf("%q and %q are taken for one", two[0], two[1])
		}
	}
	if s := Skeleton(strings.Repeat("ﷺ", 3)); s == "" {
		t.Error("a sign of many letters is gone")
	}
}
