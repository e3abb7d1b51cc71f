import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.jms.JmsComponent;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.apache.camel.impl.DefaultCamelContext;
import org.messaginghub.pooled.jms.JmsPoolConnectionFactory;

/**
 * The same work on Camel: a persistent queue between the HTTP endpoint and the work, in the journal of a broker within the process,
 * which syncs each commit. The work is one JMS transaction: its record and the message's end are one commit. STORE: a folder. STUB:
 * the system called. Prints its port.
 */
public class Orders {
  private static final ObjectMapper json = new ObjectMapper();

  public static void main(String[] given) throws Exception {
    broker(Path.of(System.getenv("STORE")));
    var connections = new JmsPoolConnectionFactory();
    connections.setConnectionFactory(new ActiveMQConnectionFactory("vm://0"));
    connections.setMaxConnections(8);

    int port = freePort();
    var http = new VertxPlatformHttpServerConfiguration();
    http.setBindHost("127.0.0.1");
    http.setBindPort(port);

    var camel = new DefaultCamelContext();
    camel.addComponent("jms", JmsComponent.jmsComponentAutoAcknowledge(connections));
    camel.addService(new VertxPlatformHttpServer(http));
    camel.addRoutes(routes(System.getenv("STUB")));
    camel.start();
    System.out.println(port);
    Thread.currentThread().join();
  }

  private static RouteBuilder routes(String stub) {
    return new RouteBuilder() {
      @Override
      public void configure() {
        from("platform-http:/orders")
            .convertBodyTo(String.class)
            .removeHeaders("*")
            .to(ExchangePattern.InOnly, "jms:queue:orders")
            .setHeader(Exchange.HTTP_RESPONSE_CODE, constant(202))
            .setHeader(Exchange.CONTENT_TYPE, constant("application/json"))
            .setBody(constant("{\"run\":\"1\"}"));
        from("jms:queue:orders?transacted=true&lazyCreateTransactionManager=false&cacheLevelName=CACHE_CONSUMER&concurrentConsumers=64")
            .process(exchange -> exchange.getMessage().setBody(toSalesOrder(json.readTree(exchange.getMessage().getBody(String.class)))))
            .removeHeaders("*")
            .setHeader(Exchange.CONTENT_TYPE, constant("application/json"))
            .to(stub + "/sales-orders?connectionsPerRoute=64&maxTotalConnections=64")
            .convertBodyTo(String.class)
            .removeHeaders("*")
            .to(ExchangePattern.InOnly, "jms:queue:done?transacted=true&lazyCreateTransactionManager=false");
      }
    };
  }

  private static String toSalesOrder(JsonNode order) throws Exception {
    var mapped = json.createObjectNode();
    mapped.set("PurchaseOrderByCustomer", order.get("id"));
    mapped.set("TransactionCurrency", order.get("currency"));
    mapped.set("SoldToParty", order.get("customer").get("email"));
    var items = mapped.putArray("to_Item");
    for (var line : order.get("lines")) {
      var item = items.addObject();
      item.put("SalesOrderItem", String.valueOf(items.size() * 10));
      item.set("Material", line.get("sku"));
      item.put("RequestedQuantity", line.get("quantity").asText());
      item.set("NetAmount", line.get("price"));
    }
    return json.writeValueAsString(mapped);
  }

  private static void broker(Path folder) throws Exception {
    var broker = new EmbeddedActiveMQ();
    broker.setConfiguration(
        new ConfigurationImpl()
            .setPersistenceEnabled(true)
            .setSecurityEnabled(false)
            .setJournalType(JournalType.NIO)
            .setJournalSyncTransactional(true)
            .setJournalSyncNonTransactional(true)
            .setJournalDirectory(folder.resolve("journal").toString())
            .setBindingsDirectory(folder.resolve("bindings").toString())
            .setLargeMessagesDirectory(folder.resolve("large").toString())
            .setPagingDirectory(folder.resolve("paging").toString())
            .addAcceptorConfiguration("vm", "vm://0"));
    broker.start();
  }

  private static int freePort() throws Exception {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
