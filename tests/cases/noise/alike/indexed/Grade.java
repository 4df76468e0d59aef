package timber.yard;

public enum Grade {
    CLEAR("A", 0),
    SELECT("B", 2),
    COMMON("C", 6),
    UTILITY("D", 14);

    private final String mark;
    private final int knots;

    Grade(String mark, int knots) {
        this.mark = mark;
        this.knots = knots;
    }

    public String getMark() {
        return mark;
    }

    public int getKnots() {
        return knots;
    }

    public static Grade fromMark(String mark) {
        for (Grade g : values()) {
            if (g.mark.equals(mark)) {
                return g;
            }
        }
        throw new IllegalArgumentException("no grade marked " + mark);
    }
}
