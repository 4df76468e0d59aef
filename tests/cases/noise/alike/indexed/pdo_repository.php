<?php

namespace Cheesery\Storage;

use PDO;

class CheeseRepository
{
    private $pdo;

    public function __construct(PDO $pdo)
    {
        $this->pdo = $pdo;
    }

    public function find($id)
    {
        $stmt = $this->pdo->prepare('SELECT id, name, milk, weeks FROM cheeses WHERE id = :id');
        $stmt->execute(['id' => $id]);
        $row = $stmt->fetch(PDO::FETCH_ASSOC);
        return $row === false ? null : new Cheese($row);
    }

    public function findByMilk($milk)
    {
        $stmt = $this->pdo->prepare('SELECT id, name, milk, weeks FROM cheeses WHERE milk = :milk ORDER BY name');
        $stmt->execute(['milk' => $milk]);
        return array_map(function ($row) {
            return new Cheese($row);
        }, $stmt->fetchAll(PDO::FETCH_ASSOC));
    }

    public function save(Cheese $cheese)
    {
        $stmt = $this->pdo->prepare('INSERT INTO cheeses (name, milk, weeks) VALUES (:name, :milk, :weeks)');
        $stmt->execute([
            'name' => $cheese->name,
            'milk' => $cheese->milk,
            'weeks' => $cheese->weeks,
        ]);
        $cheese->id = $this->pdo->lastInsertId();
    }

    public function delete($id)
    {
        $this->pdo->prepare('DELETE FROM cheeses WHERE id = :id')->execute(['id' => $id]);
    }
}
