<?php

class Settings
{
    private static $instance = null;
    private $values = [];

    private function __construct()
    {
        $this->values = parse_ini_file(__DIR__ . '/../settings.ini');
    }

    private function __clone()
    {
    }

    public static function getInstance()
    {
        if (self::$instance === null) {
            self::$instance = new self();
        }
        return self::$instance;
    }

    public function get($key, $default = null)
    {
        return isset($this->values[$key]) ? $this->values[$key] : $default;
    }

    public function set($key, $value)
    {
        $this->values[$key] = $value;
    }
}
