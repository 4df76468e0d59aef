from dataclasses import dataclass, field
from typing import Any, Dict, List, Optional


@dataclass
class Recipe:
    name: str
    serves: int
    oven: Optional[int] = None
    steps: List[str] = field(default_factory=list)
    tags: List[str] = field(default_factory=list)

    @classmethod
    def from_dict(cls, data: Dict[str, Any]) -> "Recipe":
        return cls(
            name=data["name"],
            serves=int(data["serves"]),
            oven=data.get("oven"),
            steps=list(data.get("steps", [])),
            tags=list(data.get("tags", [])),
        )

    def to_dict(self) -> Dict[str, Any]:
        return {
            "name": self.name,
            "serves": self.serves,
            "oven": self.oven,
            "steps": self.steps,
            "tags": self.tags,
        }
