const express = require('express');
const bodyParser = require('body-parser');
const morgan = require('morgan');

const allotments = require('./routes/allotments');
const keys = require('./routes/keys');

const app = express();
const port = process.env.PORT || 3000;

app.use(morgan('dev'));
app.use(bodyParser.json());
app.use(bodyParser.urlencoded({ extended: false }));
app.use(express.static('public'));

app.use('/allotments', allotments);
app.use('/keys', keys);

app.get('/', (req, res) => {
  res.render('index', { title: 'Allotment society' });
});

app.use((req, res) => {
  res.status(404).json({ error: 'not found' });
});

app.use((err, req, res, next) => {
  console.error(err.stack);
  res.status(500).json({ error: 'something broke' });
});

app.listen(port, () => {
  console.log(`listening on port ${port}`);
});

module.exports = app;
