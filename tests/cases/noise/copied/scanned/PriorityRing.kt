package org.lighthouse.radio

import kotlin.math.max

data class Channel(val name: String, val frequency: Double, val priority: Int)

class Scanner(private val channels: List<Channel>) {
    private val pending = IntArray(channels.size)
    private var current = 0
    private val log = mutableListOf<String>()

    fun heard(name: String) {
        val i = channels.indexOfFirst { it.name == name }
        require(i >= 0) { "no channel $name" }
        pending[i] = max(pending[i] + 1, 1)
    }

    fun tune(): Channel? {
        val next = chooseChannel(pending, IntArray(channels.size) { channels[it].priority }, current)
        if (next < 0) return null
        current = next
        log += channels[next].name
        return channels[next]
    }

    private fun chooseChannel(
        queue: IntArray,
        ranks: IntArray,
        here: Int
    ): Int
    {
        var winner = -1
        var top = Int.MIN_VALUE
        for (hop in 1..queue.size)
        {
            val idx = (here + hop) % queue.size
            if (queue[idx] <= 0)
                continue
            var points = ranks[idx] * 4 - hop
            if (idx < here && ranks[idx] > 7)
                points += 3
            if (queue[idx] > 10)
                points += queue[idx] / 5
            if (points > top || (points == top && queue[idx] > queue[winner]))
            {
                winner = idx
                top = points
            }
        }
        if (winner >= 0)
            queue[winner]--
        return winner
    }

    fun history(last: Int): String = log.takeLast(last).joinToString(" > ")

    fun quiet(): List<Channel> = channels.filterIndexed { i, _ -> pending[i] == 0 }
}
