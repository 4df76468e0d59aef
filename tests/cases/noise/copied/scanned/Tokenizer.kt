package dev.smallhome.rules

import java.io.File

sealed class Action
data class Switch(val lamp: String, val on: Boolean) : Action()
data class Wait(val seconds: Int) : Action()
object Nothing : Action()

class RuleBook(private val file: File) {
    private val rules = LinkedHashMap<String, List<Action>>()

    fun load(): Int {
        rules.clear()
        file.forEachLine { raw ->
            val parts = lex(raw)
            if (parts.size >= 3 && parts[1] == "p::") {
                rules[parts[0]] = parts.drop(2).map(::action)
            }
        }
        return rules.size
    }

    fun fire(event: String): List<Action> = rules["w:$event"] ?: listOf(Nothing)

    private fun action(token: String): Action = when {
        token.startsWith("n:") -> Wait(token.drop(2).toInt())
        token.startsWith("w:no") -> Switch(token.drop(4), false)
        else -> Switch(token.drop(2), true)
    }
}

internal fun lex(source: String, buf: StringBuilder = StringBuilder()): List<String>
{
    val found = mutableListOf<String>()
    var mode = 0
    for (ch in "$source ") when
    {
        mode == 2 ->
        {
            buf.append(if (ch == 't') '\t' else ch)
            mode = 1
        }
        mode == 1 && ch == '\\' -> mode = 2
        mode == 1 && ch != '"' -> buf.append(ch)
        ch == '"' ->
        {
            mode = 1 - mode
            if (mode == 0) found.add("s:$buf").also { buf.clear() }
        }
        ch == '#' && buf.isEmpty() -> return found
        ch.isLetterOrDigit() || ch == '_' || (ch == '.' && buf.all { it.isDigit() }) ->
            buf.append(ch)
        else ->
        {
            if (buf.isNotEmpty()) found.add(if (buf[0].isDigit()) "n:$buf" else "w:$buf")
            buf.clear()
            if (!ch.isWhitespace()) found.add("p:$ch")
        }
    }
    return if (mode == 0) found else found + "e:$buf"
}

fun main(args: Array<String>) {
    val book = RuleBook(File(args.firstOrNull() ?: "rules.txt"))
    println("${book.load()} rules")
    generateSequence(::readLine).forEach { event ->
        book.fire(event.trim()).forEach { println("  $it") }
    }
}
