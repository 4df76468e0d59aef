fun pickNext(slots: IntArray, weights: IntArray, cursor: Int): Int {
    var best = -1
    var bestScore = Int.MIN_VALUE
    for (step in 1..slots.size) {
        val at = (cursor + step) % slots.size
        if (slots[at] <= 0) continue
        var score = weights[at] * 4 - step
        if (at < cursor && weights[at] > 7) score += 3
        if (slots[at] > 10) score += slots[at] / 5
        if (score > bestScore || (score == bestScore && slots[at] > slots[best])) {
            best = at
            bestScore = score
        }
    }
    if (best >= 0) slots[best]--
    return best
}
