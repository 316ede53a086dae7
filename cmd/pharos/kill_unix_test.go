//go:build unix

package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	pharos "pharos"

	"pharos/internal/campaign/campaigntest"
	"pharos/internal/disk"
	"pharos/internal/release"
)

// killed is a project of the fictional country whose releases are cut short.
type killed struct {
	t                       *testing.T
	project, releases, home string
}

// command is a run of the program, not yet begun.
func (k *killed) command(args ...string) *exec.Cmd {
	cmd := exec.CommandContext(k.t.Context(), os.Args[0], args...)
	cmd.Dir = k.home
	cmd.Env = append(os.Environ(), asProgram+"=1", "PHAROS_KEY_PASSWORD=a password for a test", "PHAROS_PROJECT="+k.project)
	return cmd
}

// run runs the program to its end; it must be content.
func (k *killed) run(args ...string) {
	k.t.Helper()
	if out, err := k.command(args...).CombinedOutput(); err != nil {
		k.t.Fatalf("pharos %s: %v\n%s", strings.Join(args, " "), err, out)
	}
}

// release is a run that releases, not yet begun.
func (k *killed) release() *exec.Cmd {
	return k.command("release", "--country", "zz", "--date", "2030-01-20", "--key", "ana.key")
}

// whole sees that the releases are whole, and gives their names. A folder whose name
// begins with a dot is no release.
func (k *killed) whole() []string {
	k.t.Helper()
	entries, err := os.ReadDir(k.releases)
	if err != nil {
		k.t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), ".") {
			continue
		}
		names = append(names, e.Name())
		r, err := release.Verify(os.DirFS(filepath.Join(k.releases, e.Name())), release.Trust{Today: "2030-01-20"})
		if err != nil || !r.Right() {
			k.t.Fatalf("release %s: %v %v", e.Name(), err, r.Problems)
		}
	}
	return names
}

// noted reads which releases the ledger knows; no line may be damaged.
func (k *killed) noted() (numbers []int) {
	k.t.Helper()
	l, err := release.ReadLedger(os.DirFS(k.project))
	if err != nil || len(l.Findings) > 0 {
		k.t.Fatal(l, err)
	}
	for _, e := range l.Entries {
		numbers = append(numbers, e.Release)
	}
	slices.Sort(numbers)
	return slices.Compact(numbers)
}

// newKilled makes the project, with a first release.
func newKilled(t *testing.T) *killed {
	home := t.TempDir()
	k := &killed{t: t, home: home, project: filepath.Join(home, "zz"), releases: filepath.Join(home, "zz", "releases", "zz")}
	if err := os.CopyFS(k.project, os.DirFS(fictionalDir)); err != nil {
		t.Fatal(err)
	}
	if err := campaigntest.Review(pharos.Defaults, k.project); err != nil {
		t.Fatal(err)
	}
	k.run("key", "new", "--name", "Ana", "--role", "office", "--date", "2030-01-01", "--out", "ana.key")
	k.run("key", "ring", "--date", "2030-01-01", "--approvals", "1", "--roles", "office", "--add", "ana.key.pub")
	k.run("key", "sign", "--key", "ana.key")
	k.run("release", "--country", "zz", "--date", "2030-01-20", "--key", "ana.key")
	return k
}

// TestKillRelease ends `pharos release` with SIGKILL at early moments, and stops it at
// many more: what the disk holds then is what an end at that moment would leave. It is
// the old releases or the new ones, whole. The last end comes when the new release has
// its name and the ledger may not know it: the next run notes it, and clears away.
func TestKillRelease(t *testing.T) {
	if testing.Short() {
		t.Skip("skipped: -short")
	}
	k := newKilled(t)
	for _, after := range []time.Duration{150, 600, 1200} {
		cmd := k.release()
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(after * time.Millisecond)
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
		if got := k.whole(); !slices.Equal(got, []string{"1"}) {
			t.Fatalf("killed after %d ms: releases %v", after, got)
		}
	}
	stops := k.stopped()
	t.Logf("stopped %d times", stops)
	if stops < 100 {
		t.Errorf("stopped %d times only", stops)
	}
	if got := k.whole(); !slices.Equal(got, []string{"1", "2"}) {
		t.Fatal(got)
	}
	t.Logf("the ledger knows releases %v", k.noted())
	if err := os.Remove(filepath.Join(k.project, release.LedgerDir, "release-zz-2.jsonl")); err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	k.run("release", "--country", "zz", "--date", "2030-01-20", "--key", "ana.key")
	k.run("verify", filepath.Join(k.releases, "3"), "--today", "2030-01-20",
		"--keys", filepath.Join(k.project, release.KeysDir), "--known", filepath.Join(k.project, "known.json"))
	if got := k.whole(); !slices.Equal(got, []string{"1", "2", "3"}) {
		t.Error(got)
	}
	if got := k.noted(); !slices.Equal(got, []int{1, 2, 3}) {
		t.Errorf("the ledger knows releases %v", got)
	}
	if left, err := filepath.Glob(filepath.Join(k.releases, disk.Fresh+"*")); err != nil || len(left) > 0 {
		t.Error("left behind: ", left, err)
	}
}

// stopped runs a release, stops it again and again to look, and kills it as soon as
// the new release has its name. It gives how often it looked.
func (k *killed) stopped() int {
	cmd := k.release()
	var said bytes.Buffer
	cmd.Stdout, cmd.Stderr = &said, &said
	if err := cmd.Start(); err != nil {
		k.t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	next := time.Now()
	for n := 0; ; time.Sleep(200 * time.Microsecond) {
		select {
		case err := <-ended:
			k.t.Fatalf("the run came to its end: %v\n%s", err, said.String())
		default:
		}
		if _, err := os.Stat(filepath.Join(k.releases, "2")); err == nil {
			_ = cmd.Process.Kill()
			<-ended
			return n
		}
		if time.Now().Before(next) {
			continue
		}
		k.signal(cmd, syscall.SIGSTOP)
		if got := k.whole(); !slices.Equal(got, []string{"1"}) && !slices.Equal(got, []string{"1", "2"}) {
			k.t.Fatalf("stop %d: releases %v", n, got)
		}
		k.noted()
		k.signal(cmd, syscall.SIGCONT)
		n, next = n+1, time.Now().Add(20*time.Millisecond)
	}
}

// signal sends a signal.
func (k *killed) signal(cmd *exec.Cmd, s os.Signal) {
	k.t.Helper()
	if err := cmd.Process.Signal(s); err != nil {
		k.t.Fatal(err)
	}
}
