package locale

// Corrections to what the libraries know. golang.org/x/text carries CLDR 32
// (2017), which is older than the name North Macedonia; neither library knows
// Montenegrin.
// State: draft, not reviewed by a person.

// countryNames by code and language.
var countryNames = map[string]map[Tag]string{
	"MK": {
		"sq":      "Maqedonia e Veriut",
		"bs":      "Sjeverna Makedonija",
		"hr":      "Sjeverna Makedonija",
		"cnr":     "Sjeverna Makedonija",
		"mk":      "Северна Македонија",
		"sr-Cyrl": "Северна Македонија",
		"sr-Latn": "Severna Makedonija",
		"rom":     "North Macedonia",
		"en":      "North Macedonia",
		"tr":      "Kuzey Makedonya",
		"uk":      "Північна Македонія",
		"ru":      "Северная Македония",
		"ar":      "مقدونيا الشمالية",
		"fa":      "مقدونیهٔ شمالی",
		"ps":      "شمالي مقدونیه",
		"ur":      "شمالی مقدونیہ",
		"fr":      "Macédoine du Nord",
		"ro":      "Macedonia de Nord",
		"hi":      "उत्तरी मकदूनिया",
		"bn":      "উত্তর ম্যাসেডোনিয়া",
		"ne":      "उत्तर म्यासेडोनिया",
		"fil":     "North Macedonia",
		"vi":      "Bắc Macedonia",
		"es":      "Macedonia del Norte",
		"bg":      "Северна Македония",
		"hu":      "Észak-Macedónia",
		"sl":      "Severna Makedonija",
		"de":      "Nordmazedonien",
		"it":      "Macedonia del Nord",
		"el":      "Βόρεια Μακεδονία",
	},
	"BA": {
		"en":  "Bosnia and Herzegovina",
		"rom": "Bosnia and Herzegovina",
		"uk":  "Боснія і Герцеговина",
		"ne":  "बोस्निया र हर्जगोभिना",
		"sq":  "Bosnja dhe Hercegovina",
	},
	"AL": {"sq": "Shqipëria"},
	"HR": {"sq": "Kroacia"},
	"XK": {"sq": "Kosova"},
	"RS": {"sq": "Serbia"},
	"ME": {"sq": "Mali i Zi"},
}

// weekdays from Monday, long and short (true), where the library is wrong.
var weekdays = map[Tag]map[bool][7]string{
	"cnr": {
		false: {"ponedjeljak", "utorak", "srijeda", "četvrtak", "petak", "subota", "nedjelja"},
		true:  {"pon", "uto", "sri", "čet", "pet", "sub", "ned"},
	},
	"uk": { // the library has another apostrophe (U+02BC) than all texts
		false: {"понеділок", "вівторок", "середа", "четвер", "п’ятниця", "субота", "неділя"},
		true:  {"пн", "вт", "ср", "чт", "пт", "сб", "нд"},
	},
}

// months as they stand alone; the library has the forms used beside a day.
var months = map[Tag]string{
	"hr": "siječanj veljača ožujak travanj svibanj lipanj srpanj kolovoz rujan listopad studeni prosinac",
	"uk": "січень лютий березень квітень травень червень липень серпень вересень жовтень листопад грудень",
	"ru": "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь",
	"fa": "ژانویه فوریه مارس آوریل مه ژوئن ژوئیه اوت سپتامبر اکتبر نوامبر دسامبر",
}
