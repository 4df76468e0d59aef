import React, { useEffect, useState } from 'react';

export default function Lighthouses({ coast }) {
  const [lights, setLights] = useState([]);
  const [loading, setLoading] = useState(true);
  const [error, setError] = useState(null);

  useEffect(() => {
    setLoading(true);
    fetch(`/api/lights?coast=${coast}`)
      .then((res) => {
        if (!res.ok) {
          throw new Error(`status ${res.status}`);
        }
        return res.json();
      })
      .then((data) => {
        setLights(data);
        setLoading(false);
      })
      .catch((err) => {
        setError(err.message);
        setLoading(false);
      });
  }, [coast]);

  if (loading) {
    return <p>Loading lights…</p>;
  }
  if (error) {
    return <p className="error">{error}</p>;
  }
  return (
    <ul className="lights">
      {lights.map((light) => (
        <li key={light.id}>
          {light.name} ({light.period}s)
        </li>
      ))}
    </ul>
  );
}
