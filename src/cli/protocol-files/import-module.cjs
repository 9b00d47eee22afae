/** `import()` as Node.js does it, outside of the bundle of the command: the bundler would make a `require` of it, which takes no URL. */
module.exports = (url) => import(url)
