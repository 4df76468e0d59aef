package city.tram.app;

import android.os.Parcel;
import android.os.Parcelable;

public class Stop implements Parcelable {
    private final long id;
    private final String name;
    private final double lat;
    private final double lon;

    public Stop(long id, String name, double lat, double lon) {
        this.id = id;
        this.name = name;
        this.lat = lat;
        this.lon = lon;
    }

    protected Stop(Parcel in) {
        id = in.readLong();
        name = in.readString();
        lat = in.readDouble();
        lon = in.readDouble();
    }

    public static final Creator<Stop> CREATOR = new Creator<Stop>() {
        @Override
        public Stop createFromParcel(Parcel in) {
            return new Stop(in);
        }

        @Override
        public Stop[] newArray(int size) {
            return new Stop[size];
        }
    };

    @Override
    public int describeContents() {
        return 0;
    }

    @Override
    public void writeToParcel(Parcel dest, int flags) {
        dest.writeLong(id);
        dest.writeString(name);
        dest.writeDouble(lat);
        dest.writeDouble(lon);
    }
}
