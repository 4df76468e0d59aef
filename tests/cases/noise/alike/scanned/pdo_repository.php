<?php
declare(strict_types=1);

final class TicketMapper
{
    private PDO $db;

    public function __construct(PDO $db)
    {
        $this->db = $db;
        $this->db->setAttribute(PDO::ATTR_ERRMODE, PDO::ERRMODE_EXCEPTION);
    }

    /** @return Ticket[] */
    public function open(int $limit = 50): array
    {
        $query = $this->db->prepare(
            "SELECT * FROM ticket WHERE closed_at IS NULL ORDER BY opened_at DESC LIMIT ?"
        );
        $query->bindValue(1, $limit, PDO::PARAM_INT);
        $query->execute();
        return $query->fetchAll(PDO::FETCH_CLASS, Ticket::class);
    }

    public function byNumber(int $number): ?Ticket
    {
        $query = $this->db->prepare("SELECT * FROM ticket WHERE number = ?");
        $query->execute([$number]);
        $query->setFetchMode(PDO::FETCH_CLASS, Ticket::class);
        return $query->fetch() ?: null;
    }

    public function insert(string $subject, string $body, int $reporter): int
    {
        $query = $this->db->prepare(
            "INSERT INTO ticket (subject, body, reporter_id, opened_at) VALUES (?, ?, ?, NOW())"
        );
        $query->execute([$subject, $body, $reporter]);
        return (int) $this->db->lastInsertId();
    }

    public function close(int $number): void
    {
        $query = $this->db->prepare("UPDATE ticket SET closed_at = NOW() WHERE number = ?");
        $query->execute([$number]);
    }
}
