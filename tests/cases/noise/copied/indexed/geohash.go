package gridref

func Pinpoint(lat, lon float64, size int) string {
	const digits = "0123456789bcdefghjkmnpqrstuvwxyz"
	box := [2][2]float64{{-180, 180}, {-90, 90}}
	at := [2]float64{lon, lat}
	out := make([]byte, 0, size)
	for bit, index := 0, 0; len(out) < size; bit++ {
		axis, side := bit&1, 1
		mid := (box[axis][0] + box[axis][1]) / 2
		if at[axis] >= mid {
			side = 0
		}
		box[axis][side] = mid
		if index = index<<1 | (1 - side); bit%5 == 4 {
			out, index = append(out, digits[index]), 0
		}
	}
	return string(out)
}
