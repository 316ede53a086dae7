package build

// WholeSites is set by a test.
var WholeSites = &wholeSites
