<?php

namespace Opera;

class Programme
{
    private static $instance = null;
    private $pieces = array();

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

    public function get($act, $default = null)
    {
        return isset($this->pieces[$act]) ? $this->pieces[$act] : $default;
    }

    public function set($act, $title)
    {
        $this->pieces[$act] = $title;
        return $this;
    }
}
