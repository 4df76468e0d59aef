package kitchen.menu;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

public final class Course {
    private final String title;
    private final List<String> allergens;
    private final int minutes;
    private final boolean vegetarian;

    private Course(Builder b) {
        title = b.title;
        allergens = Collections.unmodifiableList(new ArrayList<>(b.allergens));
        minutes = b.minutes;
        vegetarian = b.vegetarian;
    }

    public static class Builder {
        private final String title;
        private final List<String> allergens = new ArrayList<>();
        private int minutes = 20;
        private boolean vegetarian;

        public Builder(String title) {
            this.title = title;
        }

        public Builder allergen(String name) {
            allergens.add(name);
            return this;
        }

        public Builder minutes(int minutes) {
            this.minutes = minutes;
            return this;
        }

        public Builder vegetarian(boolean vegetarian) {
            this.vegetarian = vegetarian;
            return this;
        }

        public Course build() {
            if (title.isEmpty()) {
                throw new IllegalStateException("title is missing");
            }
            return new Course(this);
        }
    }
}
