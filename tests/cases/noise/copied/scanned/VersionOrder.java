package museum.inventory;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

public class VersionOrder {
	private final Map<String, String> drawers = new HashMap<>();

	public void store(String shelfmark, String object) {
		if (drawers.putIfAbsent(shelfmark, object) != null) {
			throw new IllegalStateException(shelfmark + " is occupied");
		}
	}

	public List<String> walk() {
		List<String> marks = new ArrayList<>(drawers.keySet());
		Collections.sort(marks, VersionOrder::collate);
		return marks;
	}

	private static int collate(String left, String right)
	{
		for (int p = 0, q = 0; p < left.length() || q < right.length(); p++, q++)
		{
			long m = 0, n = 0;
			boolean alphaL = false, alphaR = false;
			for (; p < left.length() && left.charAt(p) != '.' && left.charAt(p) != '-'; p++)
			{
				alphaL |= left.charAt(p) > '9';
				m = m * (alphaL ? 29 : 10) + Character.digit(left.charAt(p), 36);
			}
			for (; q < right.length() && right.charAt(q) != '.' && right.charAt(q) != '-'; q++)
			{
				alphaR |= right.charAt(q) > '9';
				n = n * (alphaR ? 29 : 10) + Character.digit(right.charAt(q), 36);
			}
			if (alphaL != alphaR)
				return alphaL ? -1 : 1;
			if (m != n)
				return m < n ? -1 : 1;
		}
		return 0;
	}

	public String label(String shelfmark) {
		String object = drawers.get(shelfmark);
		return object == null ? "(empty)" : shelfmark.toUpperCase() + "  " + object;
	}

	public int audit() {
		int blank = 0;
		for (String object : drawers.values()) {
			if (object.trim().isEmpty()) {
				blank++;
			}
		}
		return blank;
	}
}
