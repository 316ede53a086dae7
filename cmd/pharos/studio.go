package main

import (
	"cmp"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/http"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"pharos/internal/build"
	"pharos/internal/disk"
	"pharos/internal/studio"
	"pharos/internal/studio/door"
)

// studioPort is where the studio is, if nothing else is there.
const studioPort = 4680

func studioCommand(c *call) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "studio",
		Short: "change the project in the browser: forms, with the true sheet beside",
		Long: `Opens the project in the browser: what needs you, the lines of each country, and
a form for each part of a line. What a change would touch is said before it is saved,
and every save can be undone. It answers this machine and this browser alone, and
needs no network. Where it runs already, that one is opened.`,
		Example: "  pharos studio --project DIR",
		Args:    words(0, 0),
	}
	f := cmd.Flags()
	port := f.Int("port", 0, "port of this machine; 0 takes 4680 or the next that is free")
	quiet := f.Bool("no-open", false, "open no browser; the link is written instead")
	name := f.String("name", "", "who works here, as the history names them; else the name of your account")
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		w := workroom{ui: c.ui, o: c.undivided(), port: *port, open: !*quiet, name: *name}
		return w.run(cmd.Context())
	}
	return cmd
}

// workroom is one run of the studio.
type workroom struct {
	ui   *ui
	o    build.Options
	port int
	open bool
	name string
	key  []byte
}

// file is a file of the studio in the project.
func (w *workroom) file(name string) string { return filepath.Join(w.o.Project, ".pharos", name) }

// run opens the studio that runs already, or becomes it.
func (w *workroom) run(ctx context.Context) error {
	if w.o.Project == "" {
		w.o.Project = "."
	}
	var err error
	if w.key, err = door.Key(w.file("studio.key")); err != nil {
		return err
	}
	if err := w.ignored(); err != nil {
		return err
	}
	if address := w.running(ctx); address != "" {
		w.ui.say("The studio of this folder runs already.")
		return w.show(address)
	}
	l, err := w.listen()
	if err != nil {
		return err
	}
	room, err := studio.New(studio.Options{Build: w.o, Name: w.person(), Now: time.Now})
	if err != nil {
		return errors.Join(err, l.Close())
	}
	defer room.Close()
	port := l.Addr().(*net.TCPAddr).Port
	gate := door.New(w.key, port, time.Now)
	server := &http.Server{
		Handler: gate.Guard(room.Handler()), ReadHeaderTimeout: 10 * time.Second,
		ReadTimeout: 30 * time.Second, IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 32 << 10,
	}
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(l) }()
	address := "127.0.0.1:" + strconv.Itoa(port)
	if err := disk.Write(w.file("studio.address"), []byte(address), 0o600); err != nil {
		return err
	}
	defer os.Remove(w.file("studio.address"))
	if err := w.show(address); err != nil {
		return err
	}
	w.ui.say("End with Ctrl+C.")
	select {
	case err = <-ended:
	case <-ctx.Done():
		stop, cancel := context.WithTimeout(context.Background(), 5*time.Second)
		defer cancel()
		err = server.Shutdown(stop)
	}
	if errors.Is(err, http.ErrServerClosed) {
		return nil
	}
	return err
}

// ignored tells version control that what belongs to this machine stays here.
func (w *workroom) ignored() error {
	name := w.file(".gitignore")
	if _, err := os.Lstat(name); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return disk.Write(name, []byte("*\n"), 0o644)
}

// person is who works here.
func (w *workroom) person() string {
	name := w.name
	if u, err := user.Current(); name == "" && err == nil {
		name = cmp.Or(u.Name, u.Username)
	}
	return cmp.Or(strings.TrimSpace(name), "Somebody")
}

// running is the address of a studio of this folder that answers; empty for none.
func (w *workroom) running(ctx context.Context) string {
	data, err := os.ReadFile(w.file("studio.address"))
	if err != nil {
		return ""
	}
	address, question := string(data), rand.Text()
	if host, _, err := net.SplitHostPort(address); err != nil || host != "127.0.0.1" {
		return ""
	}
	ask, cancel := context.WithTimeout(ctx, 2*time.Second)
	defer cancel()
	r, err := http.NewRequestWithContext(ask, http.MethodGet, "http://"+address+"/hello?question="+question, nil)
	if err != nil {
		return ""
	}
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		return ""
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(io.LimitReader(answer.Body, 200))
	if err != nil || string(text) != door.Answer(w.key, question) {
		return ""
	}
	return address
}

// listen takes the port that was asked for, or the next that is free.
func (w *workroom) listen() (net.Listener, error) {
	if w.port != 0 {
		l, err := net.Listen("tcp", "127.0.0.1:"+strconv.Itoa(w.port))
		if err != nil {
			return nil, usagef("port %d is taken; leave --port out to take a free one", w.port)
		}
		return l, nil
	}
	for port := studioPort; port < studioPort+20; port++ {
		if l, err := net.Listen("tcp", "127.0.0.1:"+strconv.Itoa(port)); err == nil {
			if port != studioPort {
				w.ui.say("Port %d is taken by another program: the studio is at %d.", studioPort, port)
			}
			return l, nil
		}
	}
	return net.Listen("tcp", "127.0.0.1:0")
}

// show opens the browser with a link that works once.
func (w *workroom) show(address string) error {
	link := "http://" + address + door.Link(w.key, time.Now())
	if w.open && browse(link) == nil {
		w.ui.say("The studio is open in your browser, at http://%s/", address)
		return nil
	}
	w.ui.say("Open this link within two minutes; it works once:")
	_, err := fmt.Fprintln(w.ui.out, link)
	return err
}

// browse opens a link in the browser of the person.
func browse(link string) error {
	switch runtime.GOOS {
	case "windows":
		return exec.Command("rundll32", "url.dll,FileProtocolHandler", link).Start()
	case "darwin":
		return exec.Command("open", link).Start()
	}
	if os.Getenv("DISPLAY") == "" && os.Getenv("WAYLAND_DISPLAY") == "" {
		return errors.New("there is no screen")
	}
	return exec.Command("xdg-open", link).Start()
}
