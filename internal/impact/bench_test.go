package impact_test

import (
	"cmp"
	"os"
	"os/exec"
	"testing"

	"pharos/internal/build/buildtest"
	"pharos/internal/impact"
)

// BenchmarkImpact asks a new process what carries a line, BenchmarkImpactMessage
// what carries a message in all countries: all files are read anew.
func BenchmarkImpact(b *testing.B) { impacts(b, "rs.astra") }

func BenchmarkImpactMessage(b *testing.B) { impacts(b, "citizen.safety") }

func impacts(b *testing.B, thing string) {
	for b.Loop() {
		c := exec.Command(os.Args[0], "-test.run=^TestImpactOnce$")
		c.Env = append(os.Environ(), "GOGC=off", "GOMEMLIMIT=380MiB", "PHAROS_TEST_IMPACT="+thing) // as the command sets them
		if out, err := c.CombinedOutput(); err != nil {
			b.Fatalf("%v: %s", err, out)
		}
	}
}

// TestImpactOnce is what they start.
func TestImpactOnce(t *testing.T) {
	thing := cmp.Or(os.Getenv("PHAROS_TEST_IMPACT"), "rs.astra")
	if found, err := impact.Find(buildtest.Options(t), thing); err != nil || len(found.Sheets) == 0 {
		t.Fatal(found, err)
	}
}
