package web

import (
	"net/url"

	"pharos/internal/web/view"
)

// object is a JSON object.
type object = map[string]any

// settings is Hugo's configuration of one country. Nothing of a campaign can
// run a program, read the environment or reach the network; pages carry their
// own addresses, so Hugo adds none.
func settings(base string, site view.Site) object {
	languages := object{}
	for i, l := range site.Languages {
		languages[l.Key] = object{
			"locale":     l.Tag,
			"label":      l.Name,
			"direction":  l.Dir,
			"weight":     i + 1,
			"contentDir": "content/" + l.Key,
		}
	}
	return object{
		"baseURL":                        base,
		"title":                          site.Country,
		"theme":                          "site",
		"themesDir":                      "themes",
		"defaultContentLanguage":         site.Default,
		"defaultContentLanguageInSubdir": true,
		"disableDefaultLanguageRedirect": true,
		"disableHugoGeneratorInject":     true,
		"disableAliases":                 true,
		"disableKinds": []string{
			"home",
			"section",
			"taxonomy",
			"term",
			"rss",
			"sitemap",
			"robotstxt",
			"404",
		},
		"languages": languages,
		"timeZone":  "UTC",
		"timeout":   "60s",
		// the script stays ES5 when it is made smaller
		"minify": object{"tdewolff": object{"js": object{"version": 2009}}},
		"security": object{
			"enableInlineShortcodes": false,
			"exec":                   object{"allow": "none", "osEnv": "none"},
			"funcs":                  object{"getenv": "none"},
			"http":                   object{"urls": "none", "methods": "none"},
		},
	}
}

// rootPath is the path under which a site lies on its host, ending in a slash.
func rootPath(base string) string {
	u, err := url.Parse(base)
	if err != nil || u.Path == "" {
		return "/"
	}
	return u.Path
}
