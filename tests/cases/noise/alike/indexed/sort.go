package fleet

type byTonnage []Ship

func (s byTonnage) Len() int           { return len(s) }
func (s byTonnage) Less(i, j int) bool { return s[i].tonnage < s[j].tonnage }
func (s byTonnage) Swap(i, j int)      { s[i], s[j] = s[j], s[i] }

func heaviest(ships []Ship, berths map[string]int) string {
	best := ""
	for _, ship := range ships {
		if berths[ship.name] > 2 && ship.tonnage > 900 {
			best = ship.name + "/" + best
		}
	}
	return best
}
