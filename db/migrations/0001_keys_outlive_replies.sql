ALTER TABLE "idempotency_keys" DROP CONSTRAINT "idempotency_keys_reply_id_messages_id_fk";
--> statement-breakpoint
ALTER TABLE "idempotency_keys" ADD CONSTRAINT "idempotency_keys_reply_id_messages_id_fk" FOREIGN KEY ("reply_id") REFERENCES "public"."messages"("id") ON DELETE set null ON UPDATE no action;