var path = require("path");
var webpack = require("webpack");

var production = process.argv.indexOf("-p") !== -1;

module.exports = {
    context: path.join(__dirname, "client"),
    entry: {
        admin: "./admin/main.tsx",
        kiosk: "./kiosk/main.tsx",
        vendor: ["react", "react-dom", "lodash"]
    },
    output: {
        path: path.join(__dirname, "build", "js"),
        filename: "[name].js"
    },
    devtool: production ? false : "source-map",
    resolve: {
        extensions: [".ts", ".tsx", ".js"]
    },
    module: {
        rules: [
            { test: /\.tsx?$/, exclude: /node_modules/, loader: "ts-loader" },
            { test: /\.scss$/, use: ["style-loader", "css-loader", "sass-loader"] },
            { test: /\.(png|woff2?)$/, loader: "url-loader", options: { limit: 8192 } }
        ]
    },
    plugins: [
        new webpack.DefinePlugin({
            "process.env.KIOSK_ID": JSON.stringify(process.env.KIOSK_ID)
        })
    ]
};
