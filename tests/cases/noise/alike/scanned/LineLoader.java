package org.firewall.rules;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

final class LineLoader {
  private LineLoader() {}

  static Map<String, Action> read(Path file) throws IOException {
    Map<String, Action> rules = new LinkedHashMap<>();
    try (BufferedReader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      String line;
      int number = 0;
      while ((line = in.readLine()) != null) {
        number++;
        if (line.isEmpty()) {
          continue;
        }
        int space = line.indexOf(' ');
        if (space < 0) {
          throw new IOException(file + ":" + number + ": expected an action and a host");
        }
        rules.put(line.substring(space + 1), Action.valueOf(line.substring(0, space)));
      }
    }
    return rules;
  }
}
