package abbey.register;

import java.io.Serializable;

public class Cell implements Serializable {

	private static final long serialVersionUID = 3L;

	private Long id;
	private String occupant;
	private String cloister;
	private Integer floor;
	private boolean heated;

	public Long getId() {
		return id;
	}

	public void setId(Long id) {
		this.id = id;
	}

	public String getOccupant() {
		return occupant;
	}

	public void setOccupant(String occupant) {
		this.occupant = occupant;
	}

	public String getCloister() {
		return cloister;
	}

	public void setCloister(String cloister) {
		this.cloister = cloister;
	}

	public Integer getFloor() {
		return floor;
	}

	public void setFloor(Integer floor) {
		this.floor = floor;
	}

	public boolean isHeated() {
		return heated;
	}

	public void setHeated(boolean heated) {
		this.heated = heated;
	}

}
