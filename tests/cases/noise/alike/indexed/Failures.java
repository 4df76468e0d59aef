package vault.store;

public final class Failures {
    private Failures() {
    }

    public static class StoreException extends Exception {
        private static final long serialVersionUID = 1L;

        public StoreException(String message) {
            super(message);
        }

        public StoreException(String message, Throwable cause) {
            super(message, cause);
        }
    }

    public static class LockedException extends StoreException {
        private static final long serialVersionUID = 1L;

        public LockedException(String message) {
            super(message);
        }

        public LockedException(String message, Throwable cause) {
            super(message, cause);
        }
    }

    public static class ExpiredException extends StoreException {
        private static final long serialVersionUID = 1L;

        public ExpiredException(String message) {
            super(message);
        }
    }
}
