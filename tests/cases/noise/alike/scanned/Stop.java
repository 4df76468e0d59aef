package com.pipeorgan.console;

import android.os.Parcel;
import android.os.Parcelable;

import java.util.ArrayList;
import java.util.List;

public final class Stop implements Parcelable {
    public String label;
    public int feet;
    public boolean drawn;
    public List<String> couplers = new ArrayList<>();

    public Stop() {
    }

    private Stop(Parcel source) {
        label = source.readString();
        feet = source.readInt();
        drawn = source.readByte() != 0;
        source.readStringList(couplers);
    }

    @Override
    public void writeToParcel(Parcel out, int flags) {
        out.writeString(label);
        out.writeInt(feet);
        out.writeByte((byte) (drawn ? 1 : 0));
        out.writeStringList(couplers);
    }

    @Override
    public int describeContents() {
        return 0;
    }

    public static final Parcelable.Creator<Stop> CREATOR = new Parcelable.Creator<Stop>() {
        public Stop createFromParcel(Parcel source) {
            return new Stop(source);
        }

        public Stop[] newArray(int size) {
            return new Stop[size];
        }
    };
}
