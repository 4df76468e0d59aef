import moment from "moment";

export default class Booking {
    constructor(guest, room, from, nights) {
        this.guest = guest;
        this.room = room;
        this.from = moment(from);
        this.nights = nights;
        this.extras = [];
    }

    get until() {
        return this.from.clone().add(this.nights, "days");
    }

    get price() {
        return this.extras.reduce((sum, x) => sum + x.price, this.room.rate * this.nights);
    }

    get label() {
        return this.guest.name + ", " + this.room.number;
    }

    static fromJSON(json) {
        const booking = new Booking(json.guest, json.room, json.from, json.nights);
        booking.extras = json.extras || [];
        return booking;
    }

    toJSON() {
        return {
            guest: this.guest,
            room: this.room,
            from: this.from.format("YYYY-MM-DD"),
            nights: this.nights,
            extras: this.extras
        };
    }
}
