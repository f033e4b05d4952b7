// A utility process: answers what it is told.
const { parentPort } = process;
parentPort.on('message', ({ data }) => {
  if (data.exit !== undefined) process.exit(data.exit);
  if (data.print !== undefined) console.log(data.print);
  parentPort.postMessage({
    got: data,
    isMap: data.map instanceof Map,
    args: process.argv.slice(2),
    mark: process.env.CONTRACT_MARK ?? null,
    pid: process.pid,
  });
});
