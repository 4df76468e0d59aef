package beehive.telemetry;

public class Failures {

  public static class SensorException extends RuntimeException {
    private final int hive;

    public SensorException(int hive, String message) {
      super(message);
      this.hive = hive;
    }

    public SensorException(int hive, String message, Throwable cause) {
      super(message, cause);
      this.hive = hive;
    }

    public int getHive() {
      return hive;
    }
  }

  public static class QueenMissingException extends SensorException {
    public QueenMissingException(int hive) {
      super(hive, "no queen heard in hive " + hive);
    }
  }

  public static class UplinkException extends RuntimeException {
    public UplinkException() {
      super();
    }

    public UplinkException(String message) {
      super(message);
    }

    public UplinkException(Throwable cause) {
      super(cause);
    }
  }
}
