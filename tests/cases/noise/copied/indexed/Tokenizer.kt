fun chop(line: String, word: StringBuilder = StringBuilder()): List<String> {
    val tokens = mutableListOf<String>()
    var state = 0
    for (c in "$line ") when {
        state == 2 -> { word.append(if (c == 'n') '\n' else c); state = 1 }
        state == 1 && c == '\\' -> state = 2
        state == 1 && c != '\'' -> word.append(c)
        c == '\'' -> { state = 1 - state; if (state == 0) tokens.add("s:$word").also { word.clear() } }
        c == '#' && word.isEmpty() -> return tokens
        c.isLetterOrDigit() || c == '_' || (c == '.' && word.all { it.isDigit() }) -> word.append(c)
        else -> {
            if (word.isNotEmpty()) tokens.add(if (word[0].isDigit()) "n:$word" else "w:$word")
            word.clear()
            if (!c.isWhitespace()) tokens.add("p:$c")
        }
    }
    return if (state == 0) tokens else tokens + "e:$word"
}
