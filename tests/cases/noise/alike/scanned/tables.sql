DROP TABLE IF EXISTS `exhibit`;
DROP TABLE IF EXISTS `room`;
DROP TABLE IF EXISTS `visitor`;

CREATE TABLE `room` (
  `id` int(11) NOT NULL AUTO_INCREMENT,
  `floor` tinyint(4) NOT NULL,
  `name` varchar(80) NOT NULL,
  PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE `exhibit` (
  `id` int(11) NOT NULL AUTO_INCREMENT,
  `room_id` int(11) DEFAULT NULL,
  `title` varchar(200) NOT NULL,
  `maker` varchar(120) DEFAULT NULL,
  `acquired` date DEFAULT NULL,
  `insured_for` decimal(12,2) NOT NULL DEFAULT '0.00',
  PRIMARY KEY (`id`),
  KEY `exhibit_room` (`room_id`),
  CONSTRAINT `exhibit_room_fk` FOREIGN KEY (`room_id`) REFERENCES `room` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE `visitor` (
  `id` bigint(20) NOT NULL AUTO_INCREMENT,
  `ticket` char(12) NOT NULL,
  `entered` datetime NOT NULL,
  `left` datetime DEFAULT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `visitor_ticket` (`ticket`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
