package org.example.shop;

import android.content.Context;
import android.content.SharedPreferences;
import android.os.Build;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Tells one installation of the app from another, for crash reports. */
public final class Installation {
  private static final String FILE = "shop";

  /** Told once the identity is known. */
  public interface Listener {
    void onIdentified(String id);
  }

  private final List<Listener> listeners = new ArrayList<>(2);
  private SharedPreferences preferences;

  public void open(Context screen) {
    preferences = screen.getSharedPreferences(FILE, Context.MODE_PRIVATE);
  }

  // paste:device_id

  public synchronized void addListener(Listener listener) {
    listeners.add(listener);
    if (isIdentified()) {
      listener.onIdentified(shortId());
    }
  }

  private boolean isIdentified() {
    return preferences != null && preferences.contains("installation");
  }

  /** The first eight hex digits: enough to find a report, too few to follow a person. */
  private String shortId() {
    String full = preferences.getString("installation", "");
    StringBuilder digits = new StringBuilder(8);
    for (int i = 0; i < full.length() && digits.length() < 8; i++) {
      char c = full.charAt(i);
      if (Character.digit(c, 16) >= 0) {
        digits.append(Character.toLowerCase(c));
      }
    }
    return digits.toString();
  }
}
