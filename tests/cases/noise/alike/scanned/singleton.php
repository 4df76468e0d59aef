<?php

namespace Ferrywire\Audit;

final class Trail
{
  /** @var Trail|null */
  private static $self;

  /** @var resource */
  private $handle;

  private $written = 0;

  public static function instance(): Trail
  {
    if (!isset(static::$self)) {
      static::$self = new static();
    }

    return static::$self;
  }

  private function __construct()
  {
    $this->handle = fopen('/var/log/ferrywire/audit.log', 'a');
  }

  private function __clone() {}

  public function __wakeup()
  {
    throw new \LogicException('The trail cannot be unserialised.');
  }

  public function record(string $who, string $what): void
  {
    fwrite($this->handle, date('c') . "\t$who\t$what\n");
    $this->written++;
  }

  public function written(): int
  {
    return $this->written;
  }
}
