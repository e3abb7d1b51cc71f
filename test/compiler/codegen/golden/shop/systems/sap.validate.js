export const validateSapCreateSalesOrderInput = (data) => true;
export const validateSapCreateSalesOrder = (data) => true;
export const validateSapFindSalesOrderParameters = (data) => true;
export const validateSapFindSalesOrder = (data) => true;