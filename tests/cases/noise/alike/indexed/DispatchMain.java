package courier.night;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

public class DispatchMain {
    private static class Delivery implements Runnable {
        private final int parcel;

        Delivery(int parcel) {
            this.parcel = parcel;
        }

        @Override
        public void run() {
            System.out.println(Thread.currentThread().getName() + " carries parcel " + parcel);
            try {
                Thread.sleep(200);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    public static void main(String[] args) throws InterruptedException {
        ExecutorService riders = Executors.newFixedThreadPool(4);
        for (int i = 0; i < 20; i++) {
            riders.execute(new Delivery(i));
        }
        riders.shutdown();
        riders.awaitTermination(1, TimeUnit.MINUTES);
        System.out.println("all parcels out");
    }
}
