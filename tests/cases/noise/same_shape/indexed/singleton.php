<?php

namespace Depot;

class Register
{
    private static $instance = null;
    private $entries = array();

    private function __construct()
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
        return isset($this->entries[$key]) ? $this->entries[$key] : $default;
    }

    public function set($key, $value)
    {
        $this->entries[$key] = $value;
        return $this;
    }
}
