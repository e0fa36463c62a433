// Every npm script runs on the Node pinned in devDependencies, whatever Node starts npm. Under
// `npm ci --ignore-scripts` that Node is not installed and the machine's own would run silently instead.
const MINIMUM = [22, 18];

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < MINIMUM[0] || (major === MINIMUM[0] && minor < MINIMUM[1])) {
  console.error(
    `Node ${process.versions.node} is running; ConvStudy needs Node ${MINIMUM.join('.')} or later. ` +
      'Run "npm ci" without --ignore-scripts: it installs the right Node inside node_modules.',
  );
  process.exit(1);
}
