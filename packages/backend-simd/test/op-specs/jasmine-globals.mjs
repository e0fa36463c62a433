/** Makes jasmine's functions global, as the specs expect them. */
import boot from 'jasmine-core/lib/jasmine-core/node_boot.js';
import jasmineRequire from 'jasmine-core/lib/jasmine-core/jasmine.js';

boot(jasmineRequire);
