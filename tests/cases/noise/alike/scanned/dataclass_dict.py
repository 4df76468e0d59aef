import datetime
from dataclasses import dataclass, field
from typing import Dict, Optional


@dataclass(frozen=True)
class Shipment:
    reference: str
    origin: str
    destination: str
    sent: datetime.date
    weight_kg: float = 0.0
    carrier: Optional[str] = None
    labels: Dict[str, str] = field(default_factory=dict)

    def to_dict(self) -> dict:
        return {
            'reference': self.reference,
            'origin': self.origin,
            'destination': self.destination,
            'sent': self.sent.isoformat(),
            'weightKg': self.weight_kg,
            'carrier': self.carrier,
            'labels': dict(self.labels),
        }

    @classmethod
    def from_dict(cls, d: dict) -> 'Shipment':
        return cls(
            reference=d['reference'],
            origin=d['origin'],
            destination=d['destination'],
            sent=datetime.date.fromisoformat(d['sent']),
            weight_kg=float(d.get('weightKg', 0)),
            carrier=d.get('carrier'),
            labels=d.get('labels', {}),
        )
