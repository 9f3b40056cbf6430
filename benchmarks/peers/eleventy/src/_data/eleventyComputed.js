// The file's slug drops a leading date, so the address is made of the id.
export default { permalink: (data) => (data.id ? `entries/${data.id}/index.html` : data.permalink) };
