import { HttpClient, HttpParams } from "@angular/common/http";
import { Injectable } from "@angular/core";
import { BehaviorSubject, Observable } from "rxjs";
import { map, tap } from "rxjs/operators";
import { Appointment, Slot } from "../models";

@Injectable()
export class DentistService {
    private slots$ = new BehaviorSubject<Slot[]>([]);

    public constructor(private readonly client: HttpClient) { }

    public get slots(): Observable<Slot[]> {
        return this.slots$.asObservable();
    }

    public search(day: string, practice: string): Observable<Slot[]> {
        const params = new HttpParams().set("day", day).set("practice", practice);
        return this.client.get<{ slots: Slot[] }>("/api/slots", { params }).pipe(
            map(answer => answer.slots),
            tap(slots => this.slots$.next(slots)),
        );
    }

    public book(slot: Slot, patient: string): Observable<Appointment> {
        return this.client.post<Appointment>("/api/appointments", { slot: slot.id, patient });
    }

    public cancel(appointment: Appointment): Observable<{}> {
        return this.client.delete("/api/appointments/" + appointment.id);
    }
}
