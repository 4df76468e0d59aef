package notice.board;

import java.util.List;

public final class TextBlock {
    static String stretch(List<String> words, int width, boolean last) {
        int letters = 0;
        for (String word : words) letters += word.length();
        int gaps = words.size() - 1;
        if (gaps == 0 || last) return String.join(" ", words);
        int spare = width - letters;
        StringBuilder line = new StringBuilder(width);
        for (int i = 0; i <= gaps; i++) {
            line.append(words.get(i));
            int pad = i == gaps ? 0 : spare / (gaps - i);
            if (i % 2 == 1 && pad * (gaps - i) < spare) pad++;
            spare -= pad;
            while (pad-- > 0) line.append(' ');
        }
        return line.toString();
    }
}
