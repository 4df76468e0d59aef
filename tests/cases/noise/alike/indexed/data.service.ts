import { Injectable } from '@angular/core';
import { HttpClient } from '@angular/common/http';
import { Observable, throwError } from 'rxjs';
import { catchError } from 'rxjs/operators';

import { Hive } from './hive';
import { environment } from '../environments/environment';

@Injectable({
  providedIn: 'root',
})
export class HiveService {
  private readonly url = `${environment.api}/hives`;

  constructor(private http: HttpClient) {}

  getHives(): Observable<Hive[]> {
    return this.http.get<Hive[]>(this.url).pipe(catchError(this.handleError));
  }

  getHive(id: number): Observable<Hive> {
    return this.http.get<Hive>(`${this.url}/${id}`).pipe(catchError(this.handleError));
  }

  addHive(hive: Hive): Observable<Hive> {
    return this.http.post<Hive>(this.url, hive).pipe(catchError(this.handleError));
  }

  deleteHive(id: number): Observable<void> {
    return this.http.delete<void>(`${this.url}/${id}`).pipe(catchError(this.handleError));
  }

  private handleError(error: any) {
    console.error('hive request failed', error);
    return throwError(error);
  }
}
