import React, {useState, useEffect} from "react";
import {getInvoices} from "../api";
import Spinner from "./Spinner";

const InvoiceTable = ({customerId, onOpen}) => {
    const [state, setState] = useState({status: "idle", rows: []});
    const [page, setPage] = useState(0);

    useEffect(() => {
        let cancelled = false;
        const load = async () => {
            setState(s => ({...s, status: "loading"}));
            try {
                const rows = await getInvoices(customerId, page);
                if (!cancelled) {
                    setState({status: "ready", rows});
                }
            } catch (e) {
                if (!cancelled) {
                    setState({status: "failed", rows: []});
                }
            }
        };
        load();
        return () => {
            cancelled = true;
        };
    }, [customerId, page]);

    if (state.status === "loading") return <Spinner />;
    if (state.status === "failed") return <div>Could not load the invoices.</div>;

    return (
        <table>
            <tbody>
                {state.rows.map(row => (
                    <tr key={row.number} onClick={() => onOpen(row)}>
                        <td>{row.number}</td>
                        <td>{row.due}</td>
                        <td>{row.total.toFixed(2)}</td>
                    </tr>
                ))}
            </tbody>
            <tfoot>
                <tr><td><button onClick={() => setPage(page + 1)}>More</button></td></tr>
            </tfoot>
        </table>
    );
};

export default InvoiceTable;
