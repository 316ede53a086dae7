package check

// Printed counts the characters of a text as it is printed, with likely values
// in its placeholders: what the rule text.max compares with the limit.
func Printed(text string) int { return printed(text) }
