package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"time"

	"github.com/spf13/cobra"

	"pharos/internal/build"
	"pharos/internal/diag"
	"pharos/internal/serve"
)

func serveCommand(c *call) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "serve",
		Short: "show the sites and sheets in the browser while you work on them",
		Long: `Makes each page and sheet when it is looked at, makes it again when a file of
the project changes, loads the browser anew and lays the findings over the page.
Nothing is written. Listens on this machine only, unless --listen says otherwise.
Lists of materials are empty here: the sheets are at /_pharos/sheets.`,
		Example: "  pharos serve --country rs",
		Args:    words(0, 0),
	}
	f := cmd.Flags()
	address := f.String("listen", "127.0.0.1:1313", "address and port; port 0 takes a free one")
	addSettings(f, choice...)
	addSettings(f, making...)
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		return servePages(cmd.Context(), c.ui, c.options(), *address)
	}
	return cmd
}

// servePages serves until it is interrupted.
func servePages(ctx context.Context, ui *ui, o build.Options, address string) error {
	host, _, err := net.SplitHostPort(address)
	if err != nil || host == "" {
		return usagef("--listen takes an address and a port, such as 127.0.0.1:1313, not %q", address)
	}
	p := serve.NewPreview(o)
	defer p.Close()
	s := serve.New(p, "localhost", "127.0.0.1", "::1", host)
	l, err := net.Listen("tcp", address)
	if err != nil {
		return err
	}
	again := func() {
		start := time.Now()
		list, err := s.Reload(ctx)
		if err != nil {
			ui.say("%v", err)
			return
		}
		ui.findings(ui.err, list)
		ui.say("%s, %s, %d ms", count(list.Count(diag.Error), "error"), count(list.Count(diag.Warning), "warning"),
			time.Since(start).Milliseconds())
	}
	again()
	ui.say("Open http://%s/ (end with Ctrl+C)", l.Addr())
	server := &http.Server{Handler: s, ReadHeaderTimeout: 10 * time.Second}
	ended := make(chan error, 2)
	go func() { ended <- server.Serve(l) }()
	go func() { ended <- serve.Watch(ctx, o.Project, again) }()
	err = <-ended
	if cerr := server.Close(); err == nil {
		err = cerr
	}
	if errors.Is(err, http.ErrServerClosed) {
		return nil
	} else if err != nil {
		return fmt.Errorf("serve: %w", err)
	}
	return nil
}
