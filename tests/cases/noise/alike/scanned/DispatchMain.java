package org.weathernet.fetch;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.logging.Logger;

public final class DispatchMain {
  private static final Logger LOG = Logger.getLogger(DispatchMain.class.getName());

  static final class Poll implements Runnable {
    private final String station;

    Poll(String station) {
      this.station = station;
    }

    @Override
    public void run() {
      LOG.info("polling " + station);
      try {
        new StationClient(station).poll();
      } catch (Exception e) {
        LOG.warning(station + ": " + e.getMessage());
      }
    }
  }

  public static void main(String[] args) {
    int threads = Integer.getInteger("poll.threads", 8);
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    for (String station : args) {
      pool.submit(new Poll(station));
    }
    pool.shutdown();
    try {
      if (!pool.awaitTermination(30, TimeUnit.SECONDS)) {
        pool.shutdownNow();
      }
    } catch (InterruptedException e) {
      pool.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
