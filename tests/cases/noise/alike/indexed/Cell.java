package io.voltpack.model;

import java.util.Date;

public class Cell {
    private String serial;
    private double voltage;
    private double capacity;
    private int cycles;
    private Date installed;
    private boolean balanced;

    public String getSerial() {
        return serial;
    }

    public void setSerial(String serial) {
        this.serial = serial;
    }

    public double getVoltage() {
        return voltage;
    }

    public void setVoltage(double voltage) {
        this.voltage = voltage;
    }

    public double getCapacity() {
        return capacity;
    }

    public void setCapacity(double capacity) {
        this.capacity = capacity;
    }

    public int getCycles() {
        return cycles;
    }

    public void setCycles(int cycles) {
        this.cycles = cycles;
    }

    public Date getInstalled() {
        return installed;
    }

    public void setInstalled(Date installed) {
        this.installed = installed;
    }

    public boolean isBalanced() {
        return balanced;
    }

    public void setBalanced(boolean balanced) {
        this.balanced = balanced;
    }
}
