import customerReply from "../../resources/sample/customer-reply.json" with { type: "json" };
import ecommerceService from "../../resources/sample/ecommerce-service-zh.json" with { type: "json" };
import invoiceToJson from "../../resources/sample/invoice-to-json.json" with { type: "json" };
import customerSuite from "../../resources/sample/suites/customer-reply.json" with { type: "json" };
import ecommerceSuite from "../../resources/sample/suites/ecommerce-service-zh.json" with { type: "json" };
import invoiceSuite from "../../resources/sample/suites/invoice-to-json.json" with { type: "json" };

/** Part of the program, so that a packaged Lathe needs no folder beside it. */
export const sampleFiles: unknown[] = [customerReply, ecommerceService, invoiceToJson];

export const sampleSuiteFiles: unknown[] = [customerSuite, ecommerceSuite, invoiceSuite];
