package league.calendar;

import java.time.LocalDate;

public class Fixture implements Comparable<Fixture> {
    private final LocalDate date;
    private final int division;
    private final String home;
    private final String away;

    public Fixture(LocalDate date, int division, String home, String away) {
        this.date = date;
        this.division = division;
        this.home = home;
        this.away = away;
    }

    @Override
    public int compareTo(Fixture other) {
        int result = date.compareTo(other.date);
        if (result != 0) {
            return result;
        }
        result = Integer.compare(division, other.division);
        if (result != 0) {
            return result;
        }
        result = home.compareTo(other.home);
        if (result != 0) {
            return result;
        }
        return away.compareTo(other.away);
    }
}
