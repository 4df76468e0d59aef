package receipt.printer;

import java.io.OutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

public class TextBlock {
    private final PrintStream out;
    private final int columns;
    private int printed;

    public TextBlock(OutputStream stream, int columns) {
        this.out = new PrintStream(stream);
        this.columns = columns;
    }

    public void rule(char ink) {
        char[] line = new char[columns];
        Arrays.fill(line, ink);
        out.println(line);
        printed++;
    }

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

    public void price(String item, long cents) {
        String amount = String.format("%d.%02d", cents / 100, cents % 100);
        out.print(item.length() > columns - 10 ? item.substring(0, columns - 10) : item);
        out.println(" " + amount);
        printed++;
    }

    public void footer(String slogan) {
        List<String> words = new ArrayList<>(Arrays.asList(slogan.split(" ")));
        out.println(stretch(words, columns, false));
        out.printf("%d lines%n", printed);
        out.flush();
    }
}
