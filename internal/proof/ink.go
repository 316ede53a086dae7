package proof

type drawing struct{}
type ink struct{}
